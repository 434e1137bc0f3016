"""Common given names and surnames of many origins, as people in Denmark bear them: what the privacy stop looks for.

Written by hand for this product: single names are facts and belong to nobody, and no register was copied. Add what
was missed: a name here, and a sentence in `tests/privacy/corpus`. How they are used: docs/privacy-stop.md.
"""

from collections.abc import Mapping
from typing import Final


def _listed(names: str) -> frozenset[str]:
    return frozenset(names.split())


GIVEN: Final[Mapping[str, frozenset[str]]] = {
    "danish": _listed("""
        Aage Aase Abelone Adam Agnes Agnete Aksel Alan Albert Alberte Alexander Alfred Allan Alma Anders Andrea
        Andreas Ane Anette Anita Anker Ann Ann-Britt Ann-Sofie Anna Anne Anne-Marie Anne-Mette Anne-Sofie Anneli
        Annelise Annemarie Annemette Annette Anni Annie Anton Aputsiaq Aqqaluk Arnaq Arne Arthur Asbjørn Asger Ask
        Asker Asta Astrid August Augusta Aviaja Axel Aya Ayoe Barbara Benedikte Benjamin Benny Bent Bente Benthe Berit
        Berta Bertha Bertil Bertram Betina Bill Birger Birgit Birgith Birgitha Birgitte Birk Birthe Bitten Bjarke
        Bjarne Bjarni Björk Bjørk Bjørn Bjørnar Bo Bob Bodil Bolette Brian Britt Britta Børge Camilla Carina Carl
        Carla Caroline Carsten Casper Cathrina Cathrine Cecilie Charlotte Christian Christina Christine Christoffer
        Claes Claus Connie Conny Conrad Dagmar Dagny Dan Daniel Daniella Danny David Dennis Ditte Dorrit Dorte Dorthe
        Ebba Ebbe Edith Egon Eigil Einar Ejnar Elias Elin Elinor Elisabeth Elise Ella Ellen Ellinor Elna Else Elsebeth
        Elva Elvira Emil Emilie Emma Emmy Erik Erling Ernst Esben Esger Eskild Ester Esther Eva Evelyn Falk Felix
        Filip Filippa Finn Flemming Frank Fred Freddy Frede Frederik Frederikke Frej Freja Frida Frigg Frits Fritz
        Frode Gabriella Gerd Gerda Gert Gertrud Gitta Gitte Gorm Greta Grete Grethe Gry Gudmund Gudrun Gunhild Gunna
        Gunnar Gunner Gunvor Gurli Gustav Gyda Gyrithe Göran Halfdan Hannah Hanne Hans Hans-Henrik Harald Hardy Heidi
        Helen Helena Helene Helge Helle Henning Henny Henriette Henrik Henry Herdis Herluf Herman Hilda Hilma Hjalmar
        Hjørdis Holger Hugo Håkon Håvard Ib Iben Ida Ina Inga Inge Inge-Lise Inge-Merete Ingeborg Ingelise Inger
        Ingrid Ingvild Inuk Irena Irene Iris Isabella Isak Ivalu Ivan Jack Jackie Jacob Jakob Jakobine Jan Jane Janne
        Jannick Jannie Jannik Jarl Jeanette Jenny Jens Jens-Peter Jeppe Jesper Jette Jim Jimmy Jo Joachim Joakim Johan
        Johanna Johanne Johannes John Johnnie Johnny Johs Jon Jonas Jonathan Jonna Josefine Josephine Judith Julie
        Julius Justina Jytte Jørgen Jørn Kai Kaj Kalle Kamilla Kamille Kamma Karen Karen-Margrethe Karin Karina Karl
        Karl-Emil Karl-Johan Karla Karoline Karsten Kaspar Kasper Katarina Kathe Kathrin Kathrine Katja Katrine Kaya
        Keld Kenneth Kenni Kenny Kent Kerstin Kevin Kim Kirsten Kirstin Kirstine Kjeld Kjell Klara Klaus Knud Kresten
        Kristian Kristina Kristine Kristoffer Kurt Lars Lasse Laue Lauge Laura Laurine Laurits Laus Laust Lea Leif
        Leila Lene Lennart Lenny Leo Leon Leonora Leopold Liane Lilje Lillemor Lillian Lillie Lily Lina Linda Line
        Linus Lisa Lisbeth Lise Liselott Liselotte Lissi Lissy Liv Liv-Marie Liva Lizzie Loke Lone Lotta Lotte Louise
        Lucas Lucia Lui Lukas Luna Lykke Lærke Mads Mads-Emil Magda Magnus Mai Maibritt Maiken Maj Maja Majbritt
        Majken Malene Malik Malte Malthe Marc Marcus Maren Margit Margot Margrete Margrethe Margrit Maria Marian
        Mariann Marianne Marie Marika Marius Mark Markus Marlene Martha Martin Martine Mathea Mathias Mathilde Mattias
        Mattis Max Maya Merete Merle Mette Mia Michael Michala Michelle Mie Mik Mikael Mikala Mike Mikkel Mikkeline
        Milas Mille Milo Minik Minna Mogens Mona Monica Monika Morten Mynte Nadia Naja Nana Nanna Natasja Nelly Nete
        Nicklas Niclas Nicolai Nicolas Nicoline Niels Nikita Niklas Nikolai Nikolaj Nikoline Nina Nivi Noa Noah Nor
        Nora Norma Nuka Nynne Oda Olav Ole Olga Oline Oliver Olivia Oluf Oscar Oskar Otto Ove Palle Paninnguaq Patrick
        Patrik Paul Paula Pauli Pauline Peder Pelle Per Pernilla Pernille Peter Petra Philip Pia Pil Pipaluk Poul
        Preben Ragnar Ragnhild Randi Rasmus Rebecca Rebekka Regitse Regitze Rene Renè René Ricky Rie Rigmor Rikke Rita
        Robert Robin Rolf Ron Ronja Ronni Ronnie Ronny Rosa Rose Rosemarie Rosita Ruben Rudi Rune Ruth Saga Sally
        Samson Sandra Sanne Sara Sarah Saxo Sebastian Selma Severin Sidse Sidsel Signe Sigrid Sigrun Sigurd Silas
        Silje Sille Simon Simone Sine Siri Sisse Sissel Skjold Sofia Sofie Sofus Solveig Solvej Sonja Sonny Steen
        Steffen Stella Sten Stig Stine Storm Sune Susan Susanne Svea Sven Svend Svenning Sverre Sylvester Sylvia Sys
        Søren Tabita Tage Tanja Tatjana Teddy Tejs Tenna Terese Terje Thea Theis Theodor Therese Therkel Thilde Thit
        Thomas Thor Thorbjørn Thorkild Thyra Tilde Tim Tina Tine Tinna Tobias Toke Tom Tommy Tonny Torben Tore Torkil
        Torkild Tormod Torsten Tove Trine Troels Trygve Tuperna Tyge Uffe Ulf Ulla Ulloriaq Ulrik Ulrikke Ursula Vagn
        Valborg Valdemar Valentin Vera Verner Vibeke Victor Victoria Vigga Viggo Viktor Viktoria Vilde Vilhelm Villads
        Villy Vilma Viola Vita Vivi Vivian Vivien Walther Werner Wiggo William Willy Wilma Winnie Xenia Yannick
        Yasmina Ylva Yrsa Yvonne Zara Ziggy Åge Åsa Åse Ønskild Øystein Øyvind"""),
    "turkish": _listed("""
        Abdullah Adem Ahmet Ali Alper Anıl Arda Arzu Aslan Aslı Ayhan Ayla Aylin Aynur Ayse Aysel Ayten Ayşe Ayşegül
        Aziz Bahar Baris Barış Batuhan Bayram Bekir Berat Berkan Berkay Berna Betül Bilal Birsen Burak Burcu Bülent
        Büsra Büşra Can Canan Cem Cemal Cemil Cengiz Cihan Cüneyt Damla Deniz Derya Dilan Dilek Dogan Doğan Dursun
        Ebru Ecrin Ege Ekrem Elif Emel Emin Emine Emir Emrah Emre Ender Engin Ercan Erdal Erdem Erdogan Erdoğan Eren
        Erhan Erkan Erol Ertan Esra Fadime Fatih Fatma Ferhat Feride Fevzi Filiz Furkan Gamze Gizem Gökhan Gül Gülay
        Gülcan Gülden Güler Gülsen Gülsüm Gülten Güven Hakan Halil Halime Haluk Hamza Handan Hande Hasan Hatice Havva
        Hayriye Huseyin Hülya Hüseyin Ibrahim Ilhan Ilker Irem Ismail İbrahim İsmail Kaan Kadir Kadriye Kamil Kemal
        Kerem Kerim Koray Kübra Levent Leyla Mehmet Melek Melike Melisa Meltem Meral Mert Merve Meryem Mesut Metin
        Mevlüt Mine Muhammet Muharrem Murat Musa Mustafa Muzaffer Nazan Nazli Nazlı Necati Necla Nermin Nesrin Nevin
        Nihat Nilgün Nilüfer Niyazi Nur Nuray Nurcan Nurten Oguz Okan Oktay Omer Onur Orhan Osman Ozlem Oğuz Pelin
        Pinar Pınar Rabia Ramazan Recep Refik Remzi Reyhan Ridvan Saban Sabri Sadik Sakine Salih Savas Seda Selcuk
        Selda Selim Selin Selma Selçuk Semih Semra Senol Serap Sercan Serdar Serhat Serkan Serpil Sevda Sevgi Sevil
        Sevim Sibel Sila Sinan Songül Suat Suleyman Sultan Sükrü Süleyman Taner Tarik Tarık Tayfun Tayyip Tekin Tolga
        Tuba Tugba Tuncay Turan Turgay Turgut Tuğba Tülay Türkan Ufuk Ugur Umit Umut Uğur Vedat Veli Veysel Volkan
        Yagmur Yakup Yasar Yasemin Yasin Yavuz Yağmur Yaşar Yeliz Yigit Yildiz Yunus Yusuf Yılmaz Zafer Zehra Zeki
        Zekiye Zeliha Zerrin Zeynep Zuhal Zübeyde Ömer Özcan Özge Özgür Özkan Özlem Ümit Şaban"""),
    "arabic": _listed("""
        Abbas Abbud Abdallah Abdel Abdelkader Abdelrahman Abdi Abdo Abdul Abdulkarim Abdulla Abdulrahman Abed Abir
        Adel Adham Adil Adnan Afaf Ahlam Ahmad Ahmed Aicha Aida Aisha Akram Ala Alaa Ali Alia Aliya Amal Aman Amani
        Amar Amer Amina Amine Amir Amira Amjad Ammar Anas Anwar Aref Arwa Asad Asim Asma Asmaa Assad Atef Ayah Ayat
        Ayman Ayoub Aziza Azza Badr Baha Bashar Bashir Basil Basim Basma Bassam Bassel Batoul Bilal Bouchra Boutros
        Brahim Chadi Dalal Dalia Dania Dina Diya Duaa Eman Eyad Fadel Fadi Fadia Fadwa Fahad Fahd Faisal Faiza Farah
        Fares Farid Farida Faris Farouk Fatema Fatima Fatimah Fatme Fawzi Fayez Fida Firas Fouad Fuad Ghada Ghassan
        Habib Hadi Hadil Hafez Hafsa Haidar Haider Haitham Hajar Hala Halim Halima Hamad Hamdi Hamed Hamid Hamida
        Hammad Hamoudi Hamza Hana Hanan Haneen Hani Hanin Harith Haroun Hasan Hashem Hashim Hassaan Hassan Hatem Hayat
        Haytham Hazem Hiba Hicham Hind Hisham Hossein Huda Husein Hussain Hussam Hussein Ibrahim Ibtisam Idris Ihab
        Ikram Ilham Imad Iman Imane Inas Intisar Isam Ismael Ismail Isra Israa Issa Iyad Jaafar Jabir Jad Jalal Jamal
        Jameela Jamil Jamila Jana Jawad Jihad Joumana Jumana Kamal Kamel Karam Karim Karima Kassem Khadidja Khadija
        Khaldoun Khaled Khalid Khalida Khalil Khawla Laila Lamia Latif Latifa Layal Layan Layla Leyan Lina Loubna
        Lubna Mahdi Maher Mahmod Mahmood Mahmoud Mahmut Mai Majd Majed Majid Malak Malek Manal Mansour Maram Mariam
        Marwa Marwan Maryam Maryem Maysa Mazen Mehdi Miriam Moataz Moaz Mohamad Mohamed Mohammad Mohammed Mohamud
        Mohsen Mona Monir Mostafa Mouna Moustafa Muaz Muhamad Muhamed Muhammad Muhammed Muhannad Mukhtar Munir Munira
        Murad Musa Mustafa Mustapha Nabil Nabila Nada Nader Nadia Nadim Nael Nagib Nahla Naim Naima Najat Najib Najla
        Najwa Nancy Nasim Nasima Nasir Nasreen Nasrin Nasser Nawaf Nawal Nazir Nidal Nisreen Nizar Noor Nora Nour
        Noura Nouri Nuha Nura Omaima Omar Omran Osama Othman Oussama Qasim Qusay Rabih Raed Rafik Raghad Rahaf Rahim
        Rahma Raja Rajab Rakan Ramadan Rami Ramy Rana Rand Randa Rania Rasha Rashad Rashid Rasmi Rawan Rayan Razan
        Reda Reem Riad Rida Riham Rima Riyad Rola Ruba Ruqayya Saad Sabah Sabri Sabrina Sadiq Saeed Safa Safaa Safia
        Safwan Sahar Said Saif Saja Sajida Salah Salam Saleem Saleh Salem Salih Salim Salima Salma Salman Salwa Sama
        Samah Samar Sameh Samer Samia Samir Samira Sana Sanaa Sara Sawsan Sayed Shadi Shadia Shahd Shaima Shaimaa
        Sharif Shatha Shireen Sidra Siham Soha Souad Souhaila Suad Suha Suhail Suhaila Sulaiman Suleiman Sumaya Taha
        Taher Tahir Talal Talib Tamer Tamim Tarek Tareq Tariq Tasnim Taufik Thaer Umar Usama Uthman Wadih Wael Wafa
        Wafaa Wahid Walaa Waleed Walid Wasim Wassim Wissam Yahya Yaman Yamen Yara Yaser Yasir Yasmin Yasmine Yasser
        Yassin Yassine Yazan Yehia Youcef Younes Younis Yousef Youssef Yousuf Yusra Zahra Zaid Zainab Zaki Zaynab Zein
        Zeina Zeinab Zeyad Ziad Zina Zineb Zohra Zuhair"""),
    "kurdish": _listed("""
        Aram Araz Arin Aryan Arîn Ashti Avan Avin Awat Awin Azad Bahoz Baran Bawer Behar Beritan Berivan Botan Ciwan
        Cudi Dana Delal Dilan Dilara Dilbar Dilsad Dilshad Diyar Evin Ferhad Gulistan Hataw Havin Helin Hemin Hevi
        Hiwa Hêvî Jala Jiyan Jwan Jîn Kardo Karwan Kawa Kejal Khabat Lana Lawand Laween Mahabad Media Medya Midya
        Mizgin Nalin Nasrin Nawroz Nergiz Nesrin Newroz Nishtiman Peshawa Peyman Ranj Rebaz Rebin Rebwar Renas Rezan
        Rizgar Rojda Rojhat Rojin Ronahi Ronak Rozerin Runak Saman Sarbast Sarkawt Sazan Serdar Serhildan Shadan
        Shilan Shivan Shler Shno Sirwan Siwan Soran Srwa Suzan Tara Viyan Welat Xezal Zana Zelal Zerya Zilan Zinar
        Zozan"""),
    "pakistani": _listed("""
        Aamir Abida Adeel Aftab Afzal Akbar Akhtar Aleena Amit Amna Anam Anil Anum Arif Arooj Arshad Arslan Asad
        Asghar Ashfaq Ashraf Asif Asma Atif Awais Ayesha Azhar Balwinder Bilal Bushra Deepak Ehsan Faheem Faizan
        Farhan Farooq Farrukh Fiza Ghulam Gurpreet Hamna Harjit Haroon Harpreet Hina Humaira Iftikhar Ijaz Imran
        Inayat Iqbal Irfan Irshad Ishfaq Jahangir Jamshed Jaspreet Javaid Javed Junaid Kashif Kausar Khurram Kiran
        Komal Kuldeep Madiha Maham Mahnoor Majid Manpreet Maryam Mehwish Misbah Mohsin Mubashar Mudassar Munawar
        Nabeel Nadeem Naeem Nasir Naveed Nawaz Nazia Noman Noreen Parveen Pooja Priya Qaiser Rabia Raheel Rahul Rajesh
        Rashid Ravi Rehan Rehman Rizwan Rubina Rukhsana Saba Sadia Saima Sajid Sajjad Sanjay Saqib Sarfraz Shabana
        Shabir Shafiq Shahbaz Shahid Shahida Shahzad Shaista Shakeel Shazia Shehzad Shoaib Simran Sobia Sohail Sumaira
        Sunita Suresh Tahira Tanveer Tanvir Tauseef Tayyab Umair Usman Uzma Vijay Waheed Waqar Waqas Waseem Yasmeen
        Younas Zafar Zahid Zain Zara Zeeshan Zubair Zulfiqar Zunaira"""),
    "somali": _listed("""
        Abdalla Abdiaziz Abdifatah Abdihakim Abdikadir Abdikarim Abdinasir Abdirahim Abdirahman Abdirashid Abdirisaq
        Abdiweli Abdulahi Abdullahi Abshir Aden Ahlaam Amiin Amiira Amran Anisa Asha Asho Ayaan Ayan Barre Bashiir
        Bilan Bile Cabdi Dahabo Dahir Daud Deeqa Deqa Ebyan Faadumo Faduma Fadumo Faisa Farah Farhiya Fartun Farxiya
        Fatuma Faysal Fowzia Guled Habiba Halimo Hamdi Hamse Hanad Hawa Hawo Hibaaq Hibo Hodan Hodo Idil Ifrah Ikran
        Ilwad Ilyas Ismahan Istahil Jama Jamaal Jimale Kaltun Khadar Khadra Ladan Liban Liiban Mahad Mahamed Mahamoud
        Maryan Maxamed Mohamud Muna Muse Muuse Muxamed Najma Nasra Nimco Nimo Nuur Rahmo Raho Ridwan Sacdiya Sadiya
        Sagal Sahra Sahro Sakariye Samatar Saynab Shamsa Shukri Siyad Subeer Sucaad Suleekha Ubah Ugbad Warsame Xaawo
        Xasan Xussein Yaqub Yasin Yusuf Zahra Zakariya Zamzam"""),
    "bosnian": _listed("""
        Adisa Admir Adnan Agron Aida Ajla Albin Albulena Aldin Alen Alma Almir Almira Amela Amila Amra Anel Arben
        Ardian Armin Arnela Arta Asmir Azra Bekim Belma Besim Blerim Blerta Bojan Boris Branka Branko Dalibor Damir
        Danijel Danijela Darko Davor Dejan Denis Dino Dragan Dragana Drilon Dusan Dzenan Dzevad Dženan Edin Edina Edis
        Edvin Egzon Elma Elmir Elvedin Elvir Elvira Emina Emir Enes Enver Ermin Esad Fahrudin Fata Fatmir Fatos Fikret
        Florent Gezim Goran Gordana Haris Hasan Husein Igor Indira Irfan Irma Ismet Ivana Ivica Jasmin Jasmina Jasna
        Jelena Jovan Jovana Kemal Kushtrim Lejla Liridon Lirie Ljiljana Ljubica Luan Luka Maida Marija Marko Merima
        Mersad Midhat Milan Milena Milica Milos Miloš Mirela Mirjana Mirlinda Miroslav Mirsad Mirza Mladen Muamer
        Muhamed Mujo Munira Nada Nadira Naim Nebojsa Nedim Nejra Nemanja Nenad Nermin Nermina Nihad Nikola Nusret
        Predrag Radovan Ramiza Ranko Rasim Refik Ruzica Sabina Safet Samir Samra Sanel Sanela Sanja Sasa Saša Sead
        Selma Semir Senad Senada Shpresa Shqipe Skender Sladjana Slavica Slobodan Snezana Stefan Suad Suada Svetlana
        Tarik Tatjana Teuta Tomislav Vahid Valdrin Valon Vedad Vesna Vjosa Vladan Vladimir Xhemail Xhevat Zdravko
        Zeljko Zijad Zlatan Zlatko Zoran Zorica Željko"""),
    "polish": _listed("""
        Adrian Agata Agnieszka Aleksander Aleksandra Aleksei Alexei Alexej Alina Anastasia Andreea Andrei Andriy
        Andrzej Aneta Arkadiusz Artur Barbara Bartek Bartosz Beata Bogdan Bogumila Bohdan Bozena Bożena Celina Ciprian
        Cosmin Cristian Cristina Czeslaw Czesław Dace Dagmara Damian Daniela Danuta Darius Dariusz Dawid Dmitri Dmytro
        Dominik Dominika Dorota Edyta Egle Ekaterina Elena Elzbieta Elżbieta Ewa Ewelina Filip Florin Gabriel Gabriela
        Galina Gheorghe Giedrius Grazyna Grażyna Grzegorz Halina Henryk Hubert Ioana Ion Ionut Ionuț Irina Iryna Iwona
        Izabela Jacek Jadwiga Jakub Jan Janina Janis Janusz Jaroslaw Jarosław Jerzy Jolanta Jurgis Justyna Kacper
        Kamil Kamila Karolina Katarzyna Kateryna Kazimierz Kinga Konrad Kristaps Krystian Krystyna Krzysztof Ksenia
        Larisa Laurentiu Leszek Ljudmila Loredana Lukasz Lyudmyla Maciej Magdalena Malgorzata Marcin Marek Marius
        Mariusz Mateusz Małgorzata Michal Michał Mieczyslaw Mihaela Mihai Mindaugas Mircea Miroslaw Monika Mykola
        Nadezhda Natalia Natalya Natasha Nicolae Nicoleta Norbert Oksana Oleg Oleh Oleksandr Olena Olha Oliwia Ovidiu
        Patrycja Patryk Pavel Pawel Paweł Petro Piotr Przemek Przemyslaw Przemysław Radek Radoslaw Radu Rafal Rafał
        Rasa Razvan Renata Robert Roman Roxana Ryszard Sergei Sergej Serhiy Slawomir Sorin Stanislaw Stanisław Stefan
        Stefania Sylwia Szymon Sławomir Tadeusz Taras Teresa Tetiana Tomas Tomasz Tudor Urszula Valentina Vasile Vasyl
        Viktoriya Viorel Vitaly Volodymyr Vytautas Waldemar Wanda Weronika Wieslaw Wiesław Wiktor Witold Wojciech
        Wojtek Yaroslav Yevhen Yulia Yuri Zbigniew Zdzislaw Zofia Zuzanna Zygmunt Łukasz"""),
    "vietnamese": _listed("""
        Analyn Angelica Anh Apinya Binh Chau Chen Chi Cuong Dang Diep Duc Dung Duy Fang Giang Hang Hanh Hien Hieu Hoa
        Hoang Hong Hui Hung Huong Huy Huyen Jing Jocelyn Kanya Khanh Khoa Kieu Lan Li Lien Ling Linh Loan Long Mai
        Malee Maricel Marites Mei Ming Minh My Nam Nattaya Nga Ngan Ngoc Nguyen Nhi Nhung Niran Noi Oanh Phong Phuc
        Phuong Ping Ploy Pornthip Quan Quang Quoc Quynh Rosalie Rosario Rowena Siriporn Somchai Somsak Son Supaporn
        Suphan Suwanna Tam Tan Thang Thanh Thao Thi Thien Thinh Thu Thuong Thuy Tien Toan Trang Tri Trinh Trong Truc
        Trung Tuan Tung Tuyen Tuyet Van Viet Vinh Vy Wanida Wei Wilai Xiao Xin Xuan Yan Yen Ying Yun Zhen"""),
    "tamil": _listed("""
        Abinaya Abirami Anandan Anjali Aravinthan Arul Arun Balakrishnan Chandran Dharshini Dilani Ganesh Ganeshan
        Gayathri Geetha Indrani Jegan Jeyanthi Kalaichelvi Kamala Kanagaratnam Kannan Karthik Karthika Kavitha
        Keerthana Kirushan Krishna Kumaran Lakshmi Logan Luxmi Mahendran Manimala Mathan Meena Mithun Murugan
        Nadarajah Nagesh Niranjan Nirosha Niroshan Nishanthan Pirathees Piriya Prashanth Pratheep Raguram Rajan Rajani
        Rajeev Ramesh Ranjan Ratnam Sabesan Sangeetha Santhosh Saraswathi Sathya Selvan Selvarajah Senthil Shanthi
        Sharmila Sinthuja Sivakumar Sivan Srikanth Subramaniam Suganya Sumathi Sureshkumar Sutharsan Thanusha Tharsan
        Tharshan Tharsini Thayaparan Thivya Uthayakumar Vasanthan Vasuki Vijayakumar Vithursan Vithusan Yalini
        Yogarajah"""),
    "persian": _listed("""
        Abdulhadi Abolfazl Afsaneh Afshin Ajmal Alireza Amanullah Aminullah Amirali Amirhossein Anahita Arash Ardeshir
        Arezo Arezou Arman Armin Arya Asadullah Atefeh Azadeh Azar Babak Bahar Bahram Baryalai Behnam Behnaz Behrouz
        Behzad Bijan Cyrus Dariush Daryoush Donya Ehsan Elaheh Elham Elnaz Esmail Esmat Esmatullah Farhad Fariba Farid
        Farideh Farnaz Farrokh Farshad Farshid Farzad Farzana Farzaneh Fatemeh Fereshteh Forough Ghazal Ghulam Golnaz
        Golshan Habibollah Habibullah Hafizullah Hamed Hamidreza Hamidullah Hedayatullah Hekmatullah Homa Homayoun
        Hooman Hormoz Iraj Jafar Jahan Jamila Jamshid Javad Kamran Kaveh Keyvan Khalilullah Kian Kiana Kianoush
        Kourosh Ladan Laleh Leila Lida Mahin Mahnaz Mahsa Mahshid Mahtab Majid Mana Mandana Manouchehr Maryam Masoud
        Massoud Mehran Mehrdad Mehri Mehrnoush Mina Minoo Mirwais Mitra Mohammadreza Mojtaba Morteza Nader Nahid
        Najibullah Narges Nasim Nasrin Nasrullah Navid Nazanin Nazira Negar Negin Niloofar Niloufar Nima Nooria
        Nooshin Omid Palwasha Parisa Parvaneh Parviz Parwana Payam Pedram Pooya Pouya Qudratullah Rahimullah
        Rahmatullah Ramin Reza Rostam Roxana Roya Saeid Sahand Saman Samaneh Sanaz Sayed Sepideh Setareh Shabnam Shadi
        Shafiqa Shahab Shahin Shahla Shahram Shahriar Shahrokh Shapour Sharifullah Sheida Shima Shirin Shohreh Siamak
        Siavash Sima Sina Sohaila Soheila Sohrab Soraya Tamana Taraneh Touraj Vahid Wahida Wali Yaghoub Yalda Yashar
        Zabihullah Zahra Zalmai Zarghuna Ziba Zohreh"""),
    "african": _listed("""
        Abeba Abebe Abel Adama Aimé Aissatou Akua Alemayehu Almaz Ama Amadou Aminata Aster Awet Bakary Bereket Berhane
        Biniam Bintou Blessing Boubacar Chidi Chinedu Chioma Dawit Desire Diarra Dieudonné Djibril Efua Emeka Emmanuel
        Espérance Fatou Fatoumata Filmon Fiston Fitsum Freweini Genet Girma Grace Haben Haile Hirut Ibrahima Ifeoma
        Immaculée Innocent Issouf Jean-Claude Jean-Pierre Kader Kebede Kibrom Kofi Kwabena Kwame Kwasi Lamin Lemlem
        Luwam Mamadou Mebrahtu Mehari Mekonnen Merhawi Modou Moussa Mulugeta Nahom Ngozi Nyasha Obinna Odette
        Okechukwu Olusegun Ousmane Patience Precious Robel Saliou Samrawit Segen Seid Selam Senait Seynabou Simret
        Solomon Tekle Tesfay Tesfaye Tewelde Thabo Tsegay Tsehaye Uchenna Winta Yared Yohannes Yonas Zerai Zewdi"""),
    "latin": _listed("""
        Alejandra Alejandro Alessandro Alfonso Ana Andrés Angel Antonella Antonio Beatriz Bianca Bruno Camila Carlos
        Carmen Catarina Claudia Claudio Diego Dimitris Eduardo Enrique Esperanza Esteban Fabio Federico Felipe
        Fernanda Fernando Francesca Francesco Francisco Giorgos Giovanni Giulia Giuseppe Gloria Gonzalo Guadalupe
        Guillermo Gustavo Hector Ignacio Isabel Javier Jesús Joao Joaquin Jorge José João Juan Juana Juliana Julio
        Kostas Lorenzo Lucía Luigi Luis Luisa Luiz Manuel Marcela Marcelo Marco Margarita Mario Marta Mateo Matteo
        Mauricio Maurício Mercedes Miguel Miguelangel Natália Nicolás Pablo Paola Paolo Patricia Paulo Pedro Pilar
        Rafael Ramón Raquel Raúl Ricardo Roberto Rocío Rodrigo Salvador Santiago Sergio Silvia Sofía Soledad Thiago
        Tiago Tomás Valeria Vanessa Vicente Ximena Yamila Yolanda"""),
    "western": _listed("""
        Aaron Abigail Adrian Alice Alison Amanda Amber Amy Angela Anthony Ashley Barry Becky Benoît Brandon Brenda
        Bryan Cameron Carol Catherine Chantal Charlie Chelsea Chris Cindy Claire Cody Colin Craig Cynthia Céline
        Debbie Deborah Derek Diana Dieter Donald Donna Dorothy Doug Dylan Edward Elaine Elizabeth Emily Eric Ethan
        Eugene Evan Fiona Francis François Françoise Gareth Gary Gavin Geoffrey George Gerald Gillian Glenn Gordon
        Graham Greg Gregory Günther Heather Heike Heinz Horst Ian Isaac Jacqueline Jacques James Jamie Janet Jason
        Jeff Jeffrey Jennifer Jeremy Jessica Jill Joan Joanna Joe Jordan Joseph Joshua Joyce Judith Julia Julian
        Justin Jürgen Karl-Heinz Katherine Kathleen Keith Kelly Ken Kimberly Kyle Larry Lauren Laurent Lawrence
        Leonard Liam Logan Lucy Luke Malcolm Margaret Matthew Maureen Megan Melanie Melissa Mitchell Monique Nathalie
        Nathan Neil Nicholas Nicole Nigel Olivier Owen Pamela Philippe Phillip Pierre Rachel Ralph Raymond Rebecca
        Richard Roger Ronald Ross Roy Russell Ryan Sabine Samantha Samuel Scott Sean Shane Sharon Shaun Sheila Shirley
        Stacy Stanley Stephanie Stephen Steve Steven Stuart Sue Sylvie Thierry Tiffany Timothy Todd Tony Tracy Trevor
        Tyler Ulrike Uwe Vincent Véronique Walter Warren Wayne Wendy Wolfgang Zachary"""),
}

SURNAMES: Final[Mapping[str, frozenset[str]]] = {
    "danish": _listed("""
        Aagaard Abildgaard Ahlmann Albrechtsen Andersen Andersson Andreasen Andreassen Arnesen Asmussen Bach Bak Bakke
        Bang Bech Beck Bendtsen Bentsen Berg Bergström Bertelsen Berthelsen Bisgaard Bjerg Bjerre Bjerregaard Boesen
        Borg Brandt Bruun Buch Bundgaard Busk Bæk Bøgh Carlsen Carlsson Christensen Christiansen Christoffersen
        Clausen Clemmensen Dahl Dalgaard Dam Damgaard Davidsen Dideriksen Ditlevsen Due Ebbesen Eliasen Enevoldsen
        Eriksen Eriksson Eskildsen Evers Fabricius Falk Fischer Fogh Frandsen Frank Frederiksen Friis Frost Gade
        Gammelgaard Geertsen Gram Gravesen Gregersen Greve Gundersen Gustafsson Gustavsson Haagensen Hagen Hald Hansen
        Hartmann Haug Haugen Hede Hein Hemmingsen Henningsen Henriksen Hermansen Hessel Hjort Hjorth Holm Holst
        Hougaard Hvid Hviid Høj Højgaard Høyer Ibsen Ipsen Iversen Jacobsen Jakobsen Jensen Jenssen Jeppesen Jepsen
        Jespersen Jessen Johannesen Johannsen Johansen Johansson Johnsen Jonassen Josefsen Juhl Justesen Juul
        Jørgensen Karlsen Karlsson Kaspersen Kirkegaard Kjeldsen Kjær Kjærgaard Klausen Klitgaard Knudsen Koch Kofoed
        Krag Kragh Kristensen Kristiansen Kristoffersen Krog Krogh Kruse Lange Larsen Lassen Lauridsen Lauritsen
        Laursen Laustsen Leth Lind Lindberg Lindqvist Lindström Lorentzen Lorenzen Ludvigsen Lund Lundgaard Lundgreen
        Lundgren Lykke Madsen Marcussen Markussen Martinsen Mathiasen Mathiesen Matthiesen Matthiessen Meyer
        Michaelsen Michelsen Mikkelsen Mogensen Mortensen Munch Munk Mølgaard Møller Nedergaard Nicolaisen Nicolajsen
        Nielsen Nikolajsen Nilsson Nissen Norup Nygaard Nørgaard Nørregaard Odgaard Olesen Olsen Ottesen Ottosen
        Overgaard Paulsen Pedersen Persson Petersen Petersson Pettersson Pihl Poulsen Povlsen Rask Rasmussen Ravn Riis
        Rohde Rosendahl Rosenkilde Rømer Sander Schmidt Schou Schrøder Schultz Schulz Siegumfeldt Simonsen Skaarup
        Skipper Skou Skov Skovgaard Skytte Sloth Smed Smith Solberg Sommer Sonne Steen Steffensen Steffesen Storm
        Strøm Svendsen Svensson Søgaard Søndergaard Sørensen Terkelsen Testesen Thomasen Thomassen Thomsen Thorsen
        Thorup Thrane Thuesen Thygesen Thøgersen Toft Torp Troelsen Trolle Tønnesen Uhrenholt Vad Vang Vestergaard
        Villadsen Villumsen Vind Vinther Voss Wagner Winther Worm Wulff Ødegaard Østergaard"""),
    "turkish": _listed("""
        Acar Akbas Akbulut Akdeniz Akgül Akin Aksoy Aktas Aktaş Akyüz Altin Altun Arslan Aslan Ates Avci Avcı Aydin
        Aydogan Aydın Balci Bas Basaran Bayrak Bayram Bilgin Bozkurt Bulut Cakir Can Celik Cetin Cicek Cinar Dag Demir
        Demirci Demirel Deniz Dogan Duman Durmus Ekinci Erdogan Eroglu Gunes Gök Güler Gündogdu Gündüz Günes Güneş
        Gürbüz Güven Isik Kahraman Kalkan Kaplan Kara Karaca Karadag Karakaya Karakus Karatas Kaya Keskin Kilic Kiliç
        Koc Korkmaz Koç Kurt Kurtulus Köse Kücük Kılıç Oral Orman Ozdemir Ozturk Polat Sahin Sari Sarı Sen Simsek
        Soylu Sönmez Tas Tasci Tasdemir Tekin Tokmak Topal Toprak Tosun Turan Turkmen Türk Türkmen Ucar Uysal Uzun
        Uçar Yalcin Yalçın Yaman Yavuz Yildirim Yildiz Yilmaz Yurt Yüce Yücel Yüksel Yıldırım Yıldız Yılmaz Çakır
        Çelik Çetin Öz Özcan Özdemir Özer Özkan Öztürk Ünal Şahin Şimşek"""),
    "arabic": _listed("""
        Abbas Abdallah Abdul Abdulrahman Abou Abu Ahmad Ahmed Al-Ali Al-Hassan Al-Masri Al-Saadi Alami Aldin Alhassan
        Ali Aljabouri Almasri Alsaid Amer Amin Aziz Badawi Barakat Bashir Benali Bouazza Chahine Chaker Daher Darwish
        Dib Eddine El-Ali El-Haj El-Khatib Elhaj Fakhoury Farah Fares Ghanem Habib Haddad Hadi Haidar Hamad Hamdan
        Hammoud Hamza Hariri Hassan Hijazi Hilal Hussein Ibrahim Ismail Issa Itani Jaafar Jabbar Jaber Jamal Karam
        Kassem Khalaf Khalid Khalifa Khalil Khatib Khoury Mahmoud Mansour Masri Mohamad Mohamed Mohammad Mohammed
        Mousa Moussa Musa Mustafa Najjar Nasr Nasrallah Nasser Odeh Omar Othman Qasim Rahman Rashid Saad Saade Said
        Salameh Saleh Salem Salim Salman Samara Sayegh Shaaban Sharif Shehadeh Sheikh Sleiman Taha Tahan Talib Turki
        Yassin Younes Youssef Zaher Zein Zidan Zidane"""),
    "kurdish": _listed("""
        Atroshi Bamarni Barzani Barzinji Bozan Ciftci Doski Hama Hamawandi Jaff Kakai Kocer Mizuri Qadir Rashid Rasul
        Rostam Sharif Sindi Talabani Zebari"""),
    "pakistani": _listed("""
        Abbasi Ahmed Akhtar Akram Alam Anjum Ansari Anwar Arif Arshad Asghar Ashraf Aslam Awan Baig Bashir Begum
        Bhatti Bibi Butt Chaudhary Chaudhry Choudhry Dar Das Farooq Ghafoor Gill Gondal Gupta Hameed Hanif Haq Hashmi
        Hussain Iqbal Jamil Javed Kaur Kausar Kayani Khalid Khan Khawaja Kumar Latif Mahmood Malik Masih Mehmood Mian
        Mirza Mughal Munir Naqvi Nawaz Paracha Parveen Patel Qadri Qazi Qureshi Rafiq Rana Rao Rauf Raza Reddy Rehman
        Riaz Saeed Shah Shahid Shaikh Sharif Sharma Sheikh Siddiqui Singh Sultana Syed Tariq Tufail Warraich Yaqoob
        Yousaf Zafar Zaman"""),
    "somali": _listed("""
        Abdi Abdille Abdirahman Abdullahi Abdulle Abukar Adan Aden Adow Ahmed Ali Barre Botan Daahir Dahir Dirie Duale
        Elmi Farah Farax Gedi Guled Haji Hashi Hassan Hersi Hirsi Hussein Ibrahim Isse Jama Jimale Mohamed Mohamud
        Muse Nur Omar Osman Roble Samatar Shire Warsame Yusuf"""),
    "bosnian": _listed("""
        Ademovic Alic Avdic Babic Begic Begovic Begović Berisha Beslagic Bosnjak Bytyqi Causevic Cehic Delic Delić
        Dizdarevic Djordjevic Dzafic Gashi Hadzic Hadziosmanovic Hadžić Halilovic Hasanovic Hodzic Hodžić Horvat Hoxha
        Husic Ibrahimovic Ibrahimović Imamovic Ivanovic Jankovic Jovanovic Jovanović Jusic Karic Kovac Kovacevic
        Kovačević Krasniqi Kurtovic Markovic Mehic Mehmedovic Memic Morina Mujic Mujkic Muratovic Music Mustafic
        Nikolic Nikolić Omerovic Osmani Osmanovic Petrovic Petrović Popovic Ramic Rexhepi Salihovic Sehic Selimi
        Shabani Shala Sijaric Stojanovic Suljic Tahirovic Thaqi Topalovic Veliu Zeqiri Zukic"""),
    "polish": _listed("""
        Adamczyk Baran Berzins Bondarenko Borkowski Boyko Czarnecki Dabrowski Duda Dudek Dumitru Dąbrowski Gorski
        Grabowski Górski Ionescu Ivanov Ivanova Jablonski Jankauskas Jankowski Jaworski Kaczmarek Kalinowski Kaminski
        Kamiński Kazlauskas Kovalenko Kowalczyk Kowalska Kowalski Kozlowski Kravchenko Krawczyk Krol Król Kubiak
        Kucharski Kwiatkowski Lewandowska Lewandowski Majewski Malinowski Mazur Melnyk Michalak Michalski Munteanu
        Nowak Nowakowski Olszewski Ostrowski Ozolins Pawlak Pawlowski Petrenko Petrov Pietrzak Piotrowski Popa Popescu
        Popov Radu Shevchenko Sidorov Sikora Sikorski Sobczak Stan Stepien Szczepanski Szewczyk Szymanski Szymański
        Tkachenko Tomaszewski Volkov Walczak Wieczorek Wisniewska Wisniewski Witkowski Wiśniewski Wojciechowski Wojcik
        Wozniak Woźniak Wrobel Wróbel Wysocki Wójcik Zajac Zając Zawadzki Zielinski Zieliński"""),
    "vietnamese": _listed("""
        Bautista Bui Cao Chan Chang Chau Chen Cheng Cruz Dang Dinh Do Doan Duong Garcia Ha Ho Hoang Huang Huynh Kim
        Lam Le Lee Li Lin Liu Luong Luu Ly Mai Mendoza Ngo Nguyen Nguyễn Park Pham Phan Phung Quach Ramos Reyes
        Saetang Santos Srisai Ta Thach Thai To Ton Tran Trieu Trinh Truong Trần Vo Vu Vuong Wang Wong Wongsa Wu Xu
        Yang Zhang Zhao Zhou"""),
    "tamil": _listed("""
        Arulampalam Balasingam Balasubramaniam Chandrasekaran Ganesan Kanagasabai Kanapathipillai Kandasamy Kandiah
        Kumarasamy Mahalingam Maheswaran Mylvaganam Nadarajah Nagalingam Nallathamby Navaratnam Paramanathan
        Pathmanathan Perumal Pillai Ponnampalam Rajaratnam Rajendran Ramanathan Rasiah Ratnasingam Sathasivam
        Selvarajah Selvaratnam Shanmuganathan Sinnathurai Sivalingam Sivanathan Somasundaram Subramaniam Thambirajah
        Thangavelu Tharmalingam Thiruchelvam Vaithilingam Velautham Veluppillai Yoganathan Yogarajah"""),
    "persian": _listed("""
        Abbasi Abedini Ahmadi Ahmadzai Akbari Alizadeh Amini Amiri Ansari Asadi Azizi Babaei Bagheri Bayat Darvishi
        Ebrahimi Esfahani Faizi Farahani Farhadi Fazeli Ghaderi Ghasemi Gholami Habibi Haidari Hakimi Hamidi Hashemi
        Hashimi Heidari Hosseini Hosseinzadeh Hussaini Jafari Jalali Kakar Karimi Karzai Kazemi Khalili Khorasani
        Mahmoudi Mansouri Mirzaei Mohammadi Mohebi Mohseni Momand Moradi Mousavi Nabizada Najafi Naseri Nazari Nikzad
        Noori Noorzai Norouzi Omidi Popal Popalzai Pourali Rahimi Rahmani Rajabi Ranjbar Rasouli Rezaei Rezai Rostami
        Sadat Sadeghi Safari Safi Saidi Salehi Samadi Sharifi Shirazi Soltani Stanekzai Sultani Taheri Tavakoli
        Tehrani Wardak Yazdani Yousefi Yousufzai Zadran Zamani Zand Zazai"""),
    "african": _listed("""
        Abebe Adebayo Adeyemi Amoah Ansah Appiah Asante Bah Balde Barry Bekele Boateng Camara Ceesay Conteh Coulibaly
        Diallo Diop Fall Fofana Gebre Gebremariam Gebremedhin Habte Haile Hailemariam Jallow Jobe Kabongo Kamara
        Kebede Keita Kidane Kone Koroma Kouassi Mbeki Mensah Mukendi Mutombo Ndiaye Njie Nkrumah Nkurunziza Obi
        Ogbonna Okafor Okeke Okonkwo Okoye Ouattara Owusu Sanneh Sané Sarr Sesay Sissoko Sow Tadesse Tekle Tesfamariam
        Tesfay Tewolde Touray Traore Traoré Weldu Woldemariam Yeboah Yohannes Zerai"""),
    "latin": _listed("""
        Almeida Alvarez Araujo Barbosa Bianchi Carvalho Castro Colombo Costa Dias Diaz Díaz Esposito Fernandes
        Fernandez Fernández Ferrari Ferreira Flores Gomes Gomez Gonzales Gonzalez González Gutierrez Gómez Hernandez
        Hernández Herrera Jimenez Lima Lopes Lopez López Marino Martinez Martins Martínez Morales Moreno Muñoz Nunes
        Oliveira Ortiz Papadopoulos Pereira Perez Pérez Ramirez Ribeiro Ricci Rivera Rodrigues Rodriguez Rodríguez
        Rojas Romano Romero Rossi Ruiz Russo Sanchez Silva Soares Sousa Souza Sánchez Torres Vargas Vásquez Álvarez"""),
    "western": _listed("""
        Adams Anderson Bailey Baker Becker Bennett Brooks Brown Bürger Campbell Carter Clark Collins Cooper Davies
        Davis Dubois Durand Edwards Evans Fischer Garnier Gray Griffiths Harris Harrison Hoffmann Hughes Jackson
        Johnson Jones Kelly Klein Koenig Lefebvre Leroy Lewis Martin Miller Mitchell Moore Moreau Morgan Morris Muller
        Murphy Müller Neumann Parker Petit Phillips Richter Roberts Robertson Robinson Rogers Rousseau Schneider
        Schröder Schwarz Simpson Stewart Taylor Thompson Turner Walker Watson Weber Werner White Williams Wilson Wolff
        Wright Zimmermann"""),
}

WORDS: Final = _listed("""
    al alam ali-baba alias alma ama aman amber an anh anker ar arm art arv ask ates autumn bah bak baker bakke bang
    bari barry bas ben berg bile bill binh birk bjerg bjerre bjørn blessing bo bo-vest bob borg brand brown buch busk
    butt bæk can cao carol carter castro chau chi cooper costa cruz da dag dal dam dan dana dang dar das de desire din
    dina dine dit do dot duc duda due dung ege egen el elm else ender falk fall fata fred from frost gade gene giang
    gift gill grace gram gray greve gul gök gül ha haben hadi haji hal hald hande hang hanh hans haq have hede hein
    held helt hien hind hjort hjorth ho hoa holm holst hong hope hui hung hvid høj høje høyer ib imam iman innocent
    ion jan jo joy jung kant kaplan kara kaya khoa kiss kjær klein klit koc koch kone krag krog kruse kurt la lam lan
    lana lange le lee li lien lilje lima lin lind ling linh liv live loan loke long luk lund ly lykke lys mai malee
    mann marino mark max mazur media mei mere mert miles min mine ming minh mit mo mufti munk muse music my nam nga
    nhi noel noi nor obi oral orman oz pa park pat patience per petit petrov pil ping po popa precious qari quan quang
    ramos rana rand rande rao rask ravn ray richter riis ris romano rose rossi sabah saga said sal sala salam sand
    sander sandy sari sen sheikh si sine sit skipper skov sky skytte sloth smed so sol sommer son song sonne sow stan
    star steen stein sten storm strøm sue summer sun ta tage tam tan tas thang thi thu ti to toan toft tom ton tore
    torp tri trong trung tu tung turki turner ud vad van vang vi viet vilde vind vo vogel vu vy weber wei white winter
    with wolf worm xiao xin yan yen ying young zain öz ø""")
"""Names that are words, too: at the start of a sentence and in small letters they count in company alone."""

SMALL: Final = _listed("""
    abel adam ali alma amin amir anker ara aram asker barry benny bent bertil billy birk bob charlie danny dennis dina
    elin ella else emir ester eva frank freddy frej freja gry halal hamid hanne haram harry hawa ida imran iris jack
    jackie jim jimmy julie kai kaj kamel karl ken kenny kent kevin kim larry lasse latif laura lea leif lena leo lilje
    line linus liva luna lykke lærke mads magnus maja marc marco maria marie mario martin max mia mick mike milan
    mille milo mona nana nora oda omar oscar oskar otto penny perle ravn rita robin ron ronny rosa ross roy rune ruth
    salam sally sami samir sanne saxo signe simon sine siri skjold sonny stella sten stine storm sultan sune teddy
    tina tine tommy tove trine uffe vera victor viola vita willy""")
"""Names that are rare words: in small letters they count in company alone."""

ELSEWHERE: Final = _listed("""
    aalborg aarhus afghanistan afrika albanien albertslund aldi allah amager amerika apple april arsenal asien audi
    august aula ballerup barcelona bayram beredskab beredskabet berlin berlingske bilka bladet blå bmw borger bosnien
    brugsen bruxelles brøndby bt burger børsen carlsberg chelsea circle cola coop corona covid danish danmark dansk
    december diwali dr dsb egypten eid ekstra eleven elgiganten england eritrea esbjerg etiopien eu europa facebook
    fakta falck falcon fanta fastelavn februar finland folketinget ford frankrig fredag fredericia fyn færøerne føtex
    gadeplan gaza gladsaxe glostrup google greve grønland gud halloween hanukkah helsingør herlev herning hillerød
    horsens hundige hvidovre ikea indien information instagram irak iran irma islam island israel italien januar jesus
    jihad jordan jul juli juni jupiter jylland jyllands jysk kina king klub klubben kolding kommune kommunen koran
    kors kosovo kriminalforsorgen kristus ksp kurdistan kvickly københavn køge landsbyggefonden letland libanon lidl
    litauen london luciadag lørdag madrid maj malmö malmø mandag marokko mars marts matas mcdonalds media medina mekka
    mercedes messenger milan mitid mobilepay mødrehjælpen natteravnene nawroz nemid netto newroz nextdoor nokia norden
    norge november nowruz næstved nørrebro odense ok oktober onsdag outlook pakistan palæstina paris pepsi piaggio
    pinse polen politi politiet politiken psp påske ramadan ramazan randers regionen rema rigspolitiet ringsted ritzau
    rom roskilde rumænien rusland røde rødovre sabah samsung september serbien seven shell silkeborg sjælland skoda
    slagelse snapchat socialforvaltningen solrød somalia spanien ssp staten sudan svendborg sverige syrien søndag
    sønderborg taastrup teams telegram tesla thailand tiktok tirsdag torsdag toyota tuborg tv twitter tyrkiet tyskland
    ukraine ungdomsskolen union usa valby vallensbæk vejle vesterbro viborg vietnam volvo whatsapp wifi yamaha youtube
    zara zoom østerbro""")
"""What stands with a capital letter and is nobody: months, feasts, countries, towns, shops; some are names, too."""
